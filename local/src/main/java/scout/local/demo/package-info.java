/** The main job on sample files, shown and compared with its promises. */
package scout.local.demo;
