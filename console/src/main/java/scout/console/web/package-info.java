/** How a page is made: templates, assets, words for numbers and times, failures. */
package scout.console.web;
