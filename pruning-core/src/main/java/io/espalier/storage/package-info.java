/**
 * Where bytes live: storages of files that are seen whole or not at all, one a kind of place, and blobs by kind and key.
 *
 * <p>Stands on binding's error grammar; what a file means is for those above.
 */
package io.espalier.storage;
