/**
 * Examples in memory: data sets, splits, feature scaling, and the file that carries splits to executors.
 *
 * <p>Stands on binding, random and network's shapes.
 */
package io.espalier.data;
