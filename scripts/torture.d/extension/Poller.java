package torture;

import io.espalier.spark.table.SweepSql;
import io.espalier.storage.LocalStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * Reads a sweep's tables by DuckDB and by Spark, over and over until its input ends: says when it is ready, and prints as
 * JSON how often each did, and all that was wrong: a poll that failed, a row twice, a row that had been there and is not, a
 * completed trial without its layers.
 */
final class Poller {
    private static final String TRIALS = "SELECT trial_id, state FROM trials";
    private static final String LAYERS = "SELECT DISTINCT trial_id FROM layers";

    /** Something that runs a query over the five tables. */
    private interface Reader {
        List<List<Object>> query(String sql) throws Exception;
    }

    private final TreeMap<String, Integer> polls = new TreeMap<>();
    private final TreeMap<String, Integer> problems = new TreeMap<>();

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        try (SparkSession spark = session()) {
            System.out.println("ready");
            while (!Files.exists(out.resolve("tables/trials")) || !Files.exists(out.resolve("tables/layers"))) {
                Thread.sleep(50);
            }
            Poller poller = new Poller();
            Set<String> byDuckDb = new HashSet<>();
            Set<String> bySpark = new HashSet<>();
            while (System.in.available() == 0) {
                poller.poll("duckdb", byDuckDb, sql -> duckDb(out, sql));
                poller.poll("spark", bySpark, sql -> spark(spark, out, sql));
                Thread.sleep(50);
            }
            System.out.printf(
                    "{\"polls\": %s, \"rows\": %d, \"problems\": %s}%n",
                    json(poller.polls), byDuckDb.size(), json(poller.problems));
        }
    }

    private static String json(TreeMap<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> "\"" + e.getKey().replaceAll("[\"\\\\\n]", " ") + "\": " + e.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.log.level", "OFF")
                .getOrCreate();
    }

    private static List<List<Object>> duckDb(Path out, String sql) throws Exception {
        try (SweepSql tables = SweepSql.open(LocalStorage.at(out))) {
            return tables.query(sql).rows();
        }
    }

    private static List<List<Object>> spark(SparkSession spark, Path out, String sql) {
        String table = sql.substring(sql.lastIndexOf(' ') + 1);
        spark.read().parquet(out.resolve("tables").resolve(table).toString()).createOrReplaceTempView(table);
        return spark.sql(sql).collectAsList().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(row::get)
                        .toList())
                .toList();
    }

    private void poll(String name, Set<String> seen, Reader reader) {
        try {
            List<List<Object>> trials = reader.query(TRIALS);
            Set<Object> layers = new HashSet<>();
            reader.query(LAYERS).forEach(row -> layers.add(row.get(0)));
            Set<String> ids = new HashSet<>();
            for (List<Object> trial : trials) {
                String id = (String) trial.get(0);
                note(!ids.add(id), name + ": a row twice");
                note(trial.get(1).equals("COMPLETED") && !layers.contains(id), name + ": a trial without layers");
            }
            note(!ids.containsAll(seen), name + ": a row is gone");
            seen.addAll(ids);
            polls.merge(name, 1, Integer::sum);
        } catch (Exception e) {
            note(true, name + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void note(boolean wrong, String problem) {
        if (wrong) {
            problems.merge(problem, 1, Integer::sum);
        }
    }
}
