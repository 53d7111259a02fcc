/**
 * Data sources, one a file: what a sweep may name under {@code data}.
 *
 * <p>Stands on data, data.format and data.download.
 */
package io.espalier.data.source;
