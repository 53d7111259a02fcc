package io.espalier.spark;

import org.apache.spark.sql.SparkSession;

/** The Spark session of all tests, started anew where a command under test has stopped it. */
public final class LocalSpark {
    private LocalSpark() {}

    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2, 4]")
                .appName("tests")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
    }
}
