package io.espalier.spark.storage;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Hadoop's settings, in which users keep endpoints and credentials. */
final class HadoopConfiguration {
    private HadoopConfiguration() {}

    /**
     * Hadoop's files on the class path ({@code core-site.xml}), and over them Spark's settings {@code spark.hadoop.*}: of
     * the running application, also on its executors, or else this process's system properties.
     */
    static Configuration current() {
        SparkEnv running = SparkEnv.get();
        return SparkHadoopUtil.get().newConfiguration(running == null ? new SparkConf() : running.conf());
    }
}
