/**
 * Where bytes live: files that are seen whole or not at all, and blobs by kind and key.
 *
 * <p>Stands on binding's error grammar; what a blob means is for those above.
 */
package io.espalier.storage;
