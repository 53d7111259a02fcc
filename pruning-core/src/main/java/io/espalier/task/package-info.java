/**
 * What a network is trained for, one task a file: its loss, its scores, and the score by which weights are chosen.
 *
 * <p>Stands on data and metric.
 */
package io.espalier.task;
