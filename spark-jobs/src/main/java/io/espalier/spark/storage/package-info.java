/**
 * Storages of the file systems that Spark's users have: HDFS and S3, through Hadoop's clients.
 *
 * <p>Stands on storage; found by the scheme of an address.
 */
@NullMarked
package io.espalier.spark.storage;

import org.jspecify.annotations.NullMarked;
