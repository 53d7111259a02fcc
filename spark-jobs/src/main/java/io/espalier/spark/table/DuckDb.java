package io.espalier.spark.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** DuckDB, in memory and empty. */
public final class DuckDb {
    private DuckDb() {}

    /** Asks the driver itself: {@code DriverManager} would look for others in each of Spark's jars. */
    public static Connection open() throws SQLException {
        return new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    }

    /** What went wrong, in a line: below it DuckDB shows the statement, which the user may not have written. */
    public static String reason(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** A text as a literal of SQL. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
