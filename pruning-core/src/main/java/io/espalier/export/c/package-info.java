/** Networks as C99: one header and one source, nothing allocated, no library called, all memory in one static arena. */
package io.espalier.export.c;
