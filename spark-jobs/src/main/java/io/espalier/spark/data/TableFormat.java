package io.espalier.spark.data;

import java.io.IOException;

/** What the files of a table are. */
public enum TableFormat {
    /** Comma-separated values in UTF-8, optionally gzipped. */
    CSV {
        @Override
        void read(PartFiles files, String separator, PartFiles.Rows rows) throws IOException {
            files.readCsv(separator, rows);
        }
    },
    /** Parquet, read by Spark. */
    PARQUET {
        @Override
        void read(PartFiles files, String separator, PartFiles.Rows rows) throws IOException {
            files.readParquet(rows);
        }
    };

    /** Gives all rows, each cell as its text, empty where there is none. */
    abstract void read(PartFiles files, String separator, PartFiles.Rows rows) throws IOException;
}
