/** Text formats of tables, read strictly: what does not fit is refused with file and line. */
@NullMarked
package io.espalier.data.format;

import org.jspecify.annotations.NullMarked;
