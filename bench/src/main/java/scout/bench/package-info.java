/** Scout's speed and size, each measured beside its limit in one run: {@code ./scout bench}. */
package scout.bench;
