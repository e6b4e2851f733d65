/** Sales by store and day. */
package scout.console.sales;
