package io.espalier.spark.data;

import org.apache.hadoop.fs.Path;

/**
 * A file that should be an image.
 *
 * @param label the folder that it lies in
 * @param name below the folder of all images, as messages call it
 */
record ImageFile(Path path, String label, String name) {}
