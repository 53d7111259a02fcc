package io.espalier.spark.cli;

import io.espalier.binding.Canonical;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spark as a command needs it: whatever spark-submit has set, and quiet defaults for the rest. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** Large temporaries of libtorch come from the heap, not from a fresh mapping each. */
    private static final String LARGEST_OF_HEAP = "1073741824";

    /** For heartbeats of the one process to itself, which may stand still for long, as on a laptop that sleeps. */
    private static final String LOCAL_PATIENCE = "30d";

    /** Which also tell how far training is, for the time that is left. */
    private static final String LOCAL_HEARTBEAT = "1s";

    /** Compiles for good what is hot for long, as scripts/espalier does: less is then compiled while steps wait. */
    private static final String COMPILATION = "-XX:+IgnoreUnrecognizedVMOptions -XX:Tier4InvocationThreshold=25000 "
            + "-XX:Tier4MinInvocationThreshold=5000 -XX:Tier4CompileThreshold=75000";

    private Sessions() {}

    /**
     * @param master null for spark-submit's choice, or else all cores of this machine
     * @param settings of Spark, which go before all others
     * @throws IOException if the master refuses
     */
    static JavaSparkContext start(String name, @Nullable String master, Map<String, String> settings)
            throws IOException {
        SparkConf conf = new SparkConf().setAppName(name);
        settings.forEach(conf::set);
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
        conf.setIfMissing("spark.executor.extraJavaOptions", COMPILATION);
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        conf.setIfMissing("spark.executorEnv.MALLOC_MMAP_THRESHOLD_", LARGEST_OF_HEAP);
        conf.setIfMissing("spark.executorEnv.MALLOC_TRIM_THRESHOLD_", LARGEST_OF_HEAP);
        conf.setIfMissing("spark.sql.shuffle.partitions", "8");
        conf.setIfMissing("spark.log.level", "ERROR");
        String chosen = conf.get("spark.master");
        if (chosen.startsWith("local")) {
            conf.setIfMissing("spark.authenticate", "true");
            conf.setIfMissing("spark.network.timeout", LOCAL_PATIENCE);
            conf.setIfMissing("spark.executor.heartbeatInterval", LOCAL_HEARTBEAT);
        } else {
            conf.setIfMissing("spark.jars", ownJars());
            ClusterSecret.of(chosen).ifPresent(secret -> {
                conf.setIfMissing("spark.authenticate", "true");
                conf.setIfMissing("spark.authenticate.secret", secret);
            });
        }
        try {
            SparkSession session = SparkSession.builder().config(conf).getOrCreate();
            LOG.debug("Spark is up");
            return JavaSparkContext.fromSparkContext(session.sparkContext());
        } catch (IllegalStateException e) { // which a context that a master has refused throws
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IOException("Cannot start Spark on " + chosen + ": " + reason, e);
        }
    }

    /** What executors need and a Spark distribution does not have: our jars and those with a user's extensions. */
    private static String ownJars() {
        String extensions = Objects.requireNonNullElse(System.getenv("ESPALIER_CLASSPATH"), "");
        return Stream.concat(
                        Stream.of(Sessions.class, Canonical.class).flatMap(Sessions::jar),
                        Arrays.stream(extensions.split(":")).filter(jar -> jar.endsWith(".jar")))
                .collect(Collectors.joining(","));
    }

    private static Stream<String> jar(Class<?> member) {
        return Arrays.stream(JavaSparkContext.jarOfClass(member));
    }
}
