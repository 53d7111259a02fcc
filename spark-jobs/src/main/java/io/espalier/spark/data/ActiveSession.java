package io.espalier.spark.data;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The session of Spark that tables are read with. */
final class ActiveSession {
    private ActiveSession() {}

    /** The one that is up, or else a new one, on this machine unless settings say otherwise. */
    static SparkSession get() {
        SparkConf conf = new SparkConf().setIfMissing("spark.master", "local[*]");
        return SparkSession.getActiveSession()
                .getOrElse(() -> SparkSession.builder().config(conf).getOrCreate());
    }

    /** A session beside it, in which columns that differ only by case are two. */
    static SparkSession caseSensitive() {
        SparkSession session = get().newSession();
        session.conf().set("spark.sql.caseSensitive", "true");
        return session;
    }
}
