/** The oracle: checks that everything stored is accounted for. It only reads. */
package scout.cli.verify;
