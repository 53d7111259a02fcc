/**
 * Brings published data sets into a folder and checks every byte of them.
 *
 * <p>Stands on data.format, storage and binding.
 */
package io.espalier.data.download;
