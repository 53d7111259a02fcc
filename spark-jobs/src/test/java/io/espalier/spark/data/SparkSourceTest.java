package io.espalier.spark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.data.ClassTargets;
import io.espalier.data.ColumnUse;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of several formats, and that no secret is seen. */
class SparkSourceTest {
    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    @BeforeEach
    void startSpark() {
        LocalSpark.session();
    }

    private static DatasetSource source(String options) {
        return Binder.ofContext().parseYaml("{ source: spark, " + options + " }", DatasetSource.class, "data");
    }

    private Dataset<Row> table() {
        return LocalSpark.session()
                .range(6)
                .selectExpr(
                        "id * 0.5D AS x",
                        "array(id, id + 1) AS counts",
                        "id % 2 = 0 AS even",
                        "IF(id < 3, 'low', 'high') AS label",
                        "current_date() AS day");
    }

    /** The same as ParquetSource makes of the same table. */
    @Test
    void readsOrcAsParquetIsRead() throws IOException {
        String orc = folder.resolve("t.orc").toString();
        String parquet = folder.resolve("t.parquet").toString();
        table().write().orc(orc);
        table().write().parquet(parquet);
        Examples read = source("format: orc, path: '" + orc + "'").load();
        Examples other = Binder.ofContext()
                .parseYaml("{ source: parquet, path: '" + parquet + "' }", DatasetSource.class, "data")
                .load();
        assertThat(read.examples().features()).containsExactly(other.examples().features());
        assertThat(ClassTargets.of(read.examples()).labels())
                .containsExactly(ClassTargets.of(other.examples()).labels());
        assertThat(read.columns()).isEqualTo(other.columns());
        assertThat(read.columns().uses())
                .contains(ColumnUse.feature("even", "false is 0, true is 1"))
                .anyMatch(use -> use.column().equals("day") && use.role() == ColumnUse.Role.IGNORED);
        assertThat(source("format: orc, path: '" + orc + "'").files()).isNotEmpty();
    }

    @Test
    void handsOptionsOn() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), "a;b;y\n1;2;0.5\n3;4;-1\n");
        Examples read = source("format: csv, path: '" + file
                        + "', options: { sep: ';', header: true, inferSchema: true }, features: [b], label: y")
                .load(Targets.Kind.VALUES);
        assertThat(read.examples().features()).containsExactly(4, 2);
        assertThat(ValueTargets.of(read.examples().targets()).value(0, 0)).isEqualTo(-1);
        assertThat(read.columns().uses()).contains(ColumnUse.ignored("a", "not among features"));
    }

    @Test
    void readsADatabase() throws IOException, SQLException {
        String url = "jdbc:duckdb:" + folder.resolve("t.duckdb");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (height DOUBLE, smokes BOOLEAN, label VARCHAR)");
            statement.execute("INSERT INTO people VALUES (1.5, true, 'a'), (2.5, false, 'b'), (0.5, true, 'a')");
        }
        DatasetSource jdbc = source("format: jdbc, options: { url: '" + url
                + "', driver: org.duckdb.DuckDBDriver, query: 'SELECT height, label FROM people' }");
        assertThat(jdbc.files()).isEmpty();
        Examples read = jdbc.load();
        assertThat(read.examples().features()).containsExactly(0.5f, 1.5f, 2.5f);
        assertThat(read.examples().targets().names()).containsExactly("a", "b");
    }

    @Test
    void saysWhichFormatOrFileIsMissing() {
        assertThatThrownBy(() -> source("format: parchment").load())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read parchment: ")
                .hasMessageContaining("parchment");
        Path none = folder.resolve("none.orc");
        assertThatThrownBy(source("format: orc, path: '" + none + "'")::requirePresent)
                .hasMessage("Cannot read " + none + ": no such file or folder");
    }

    @Test
    void refusesSecretsThatCanBeSeenWithoutShowingThem() {
        for (String option : new String[] {
            "password: " + SECRET,
            "password: 2",
            "sfPassword: " + SECRET,
            "authToken: " + SECRET,
            "fs.s3a.secret.key: " + SECRET,
            "url: 'jdbc:postgresql://me:" + SECRET + "@host/db'",
            "url: 'jdbc:postgresql://host/db?user=me&password=" + SECRET + "'",
            "url: 'jdbc:sqlserver://host;Password = " + SECRET + "'"
        }) {
            assertThatThrownBy(() -> source("format: jdbc, options: { " + option + " }"))
                    .as(option)
                    .hasMessageContaining("data.options." + option.substring(0, option.indexOf(':'))
                            + ": *** (must not hold a" + " password or token: secrets: { ")
                    .hasMessageNotContaining(SECRET);
        }
        assertThat(source("format: jdbc, options: { url: 'jdbc:postgresql://host:5432/db', user: me, fetchsize: 100 }"))
                .isNotNull();
    }

    @Test
    void takesSecretsFromTheEnvironmentAndKeepsTheirNamesAlone() throws IOException {
        SourceOptions options =
                new SourceOptions(Map.of("url", TextNode.valueOf("u")), Map.of("password", "DB_PASSWORD"));
        SourceOptions.Environment environment = variable -> variable.equals("DB_PASSWORD") ? SECRET : null;
        assertThat(options.values(environment)).isEqualTo(Map.of("url", "u", "password", SECRET));
        assertThat(options.mask(environment).apply("no login with " + SECRET + "!"))
                .isEqualTo("no login with ***!");
        assertThatThrownBy(() -> options.values(variable -> null))
                .hasMessage("environment variable DB_PASSWORD is not set (must hold the option password)");
        assertThat(Canonical.json(source("format: jdbc, secrets: { password: DB_PASSWORD }")))
                .isEqualTo("{\"format\":\"jdbc\",\"secrets\":{\"password\":\"DB_PASSWORD\"},\"source\":\"spark\"}");
    }

    /** A failure of Spark that tells a secret: here the home folder, as if it were one. */
    @Test
    void masksSecretsInWhatSparkSays() {
        String home = System.getenv("HOME");
        assertThatThrownBy(() -> source("format: orc, path: " + home + "/none-such, secrets: { key: HOME }")
                        .load())
                .hasMessageContaining("***/none-such")
                .hasNoCause();
    }

    @Test
    void refusesOptionsThatAreNone() {
        assertThatThrownBy(() -> source("format: jdbc, options: { hosts: [a, b] }"))
                .hasMessageContaining("options.hosts: [\"a\",\"b\"] (must be text, a number, true or false)");
        assertThatThrownBy(() -> source("format: jdbc, options: { key: a }, secrets: { key: B }"))
                .hasMessageContaining("secrets: [key] (must be no options besides)");
    }
}
