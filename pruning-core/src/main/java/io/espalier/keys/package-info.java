/**
 * What a sweep file may say: every key with its type, default and meaning, as a tree and as a JSON Schema.
 *
 * <p>Stands on binding and config; the command line shows it.
 */
package io.espalier.keys;
