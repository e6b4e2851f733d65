/** What can be set from outside, read from the environment with its types and ranges checked. */
package scout.settings;
