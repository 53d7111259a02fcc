/**
 * Text formats of tables, read strictly: what does not fit is refused with file and line.
 *
 * <p>Stands on binding alone.
 */
package io.espalier.data.format;
