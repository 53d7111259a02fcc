package io.espalier.spark.data;

import io.espalier.data.FeatureColumn;
import java.util.function.IntToDoubleFunction;

/** A raw feature of a table with its value in each row. */
record TableFeature(FeatureColumn column, IntToDoubleFunction values) {}
