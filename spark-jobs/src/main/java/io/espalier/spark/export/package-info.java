/** Exports of a sweep's trials, and the table that keeps what executing them gave. */
package io.espalier.spark.export;
