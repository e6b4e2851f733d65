/** The main job on sample files, shown and held against what was promised. */
package scout.local.demo;
