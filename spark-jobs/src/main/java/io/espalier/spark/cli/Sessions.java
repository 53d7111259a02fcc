package io.espalier.spark.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Spark as a command needs it: whatever spark-submit has set, and quiet defaults for the rest. */
final class Sessions {
    private Sessions() {}

    /** @param master null for spark-submit's choice, or else all cores of this machine */
    static JavaSparkContext start(String name, @Nullable String master) {
        SparkConf conf = new SparkConf().setAppName(name);
        if (master != null) {
            conf.setMaster(master);
        }
        conf.setIfMissing("spark.master", "local[*, 4]");
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        conf.setIfMissing("spark.locality.wait", "0");
        conf.setIfMissing("spark.ui.retainedJobs", "50");
        conf.setIfMissing("spark.ui.retainedStages", "50");
        conf.setIfMissing("spark.ui.retainedTasks", "200");
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        conf.setIfMissing("spark.sql.shuffle.partitions", "8");
        conf.setIfMissing("spark.log.level", "ERROR");
        SparkSession session = SparkSession.builder().config(conf).getOrCreate();
        return JavaSparkContext.fromSparkContext(session.sparkContext());
    }
}
