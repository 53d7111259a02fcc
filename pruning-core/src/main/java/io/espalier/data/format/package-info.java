/**
 * Formats of tables, pictures and arrays, read strictly: what does not fit is refused with the file and the place in it.
 *
 * <p>Stands on binding and network's shapes.
 */
package io.espalier.data.format;
