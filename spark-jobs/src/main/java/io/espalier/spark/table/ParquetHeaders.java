package io.espalier.spark.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * What a Parquet file's footer and page headers say of sizes, numbers and nulls. No checksum covers them, and Parquet's
 * reader believes them: it takes as much memory, and returns as many rows.
 */
final class ParquetHeaders {
    /** Much more than the 1 MiB at which Parquet's writer ends a page. */
    private static final int LARGEST_PAGE = 64 << 20;

    /** What every Parquet file begins with. */
    private static final int MAGIC_BYTES = 4;

    private final SeekableInputStream file;
    private final long length;

    /** @param length of the file */
    ParquetHeaders(SeekableInputStream file, long length) {
        this.file = file;
        this.length = length;
    }

    /**
     * Throws unless all chunks lie one behind the other, as they are written, so that none is taken for another, and those
     * of the columns fit into the file and have a value for each row.
     */
    void check(List<BlockMetaData> blocks, MessageType columns) throws IOException {
        long end = MAGIC_BYTES;
        for (BlockMetaData block : blocks) {
            for (ColumnChunkMetaData chunk : block.getColumns()) {
                String name = chunk.getPath().toDotString();
                check(chunk.getStartingPos() == end, name + " does not begin where the column before it ends");
                end += chunk.getTotalSize();
                if (columns.containsField(name)) {
                    checkChunk(chunk, columns.getType(name), block.getRowCount());
                }
            }
        }
    }

    private void checkChunk(ColumnChunkMetaData chunk, Type column, long rows) throws IOException {
        String name = column.getName();
        long start = chunk.getStartingPos();
        check(chunk.getValueCount() == rows, name + " has " + chunk.getValueCount() + " values in " + rows + " rows");
        check(
                start >= 0 && chunk.getTotalSize() >= 0 && chunk.getTotalSize() <= length - start,
                name + " is longer than the file");
        file.seek(start);
        byte[] bytes = new byte[(int) chunk.getTotalSize()];
        file.readFully(bytes);
        checkPages(new ByteArrayInputStream(bytes), column, rows);
    }

    private static void checkPages(ByteArrayInputStream chunk, Type column, long rows) throws IOException {
        while (chunk.available() > 0) {
            PageHeader page = Util.readPageHeader(chunk);
            int size = page.getCompressed_page_size();
            int uncompressed = page.getUncompressed_page_size();
            int values = values(page, column);
            check(
                    uncompressed >= 0 && uncompressed <= LARGEST_PAGE,
                    column.getName() + " has a page of " + uncompressed + " bytes");
            check(values >= 0 && values <= rows, column.getName() + " has a page of " + values + " values");
            check(size >= 0 && chunk.skip(size) == size, column.getName() + " has a page that ends past it");
        }
    }

    /** As {@link RowWriter} has Parquet write them: data pages of version 1, behind their dictionary. */
    private static int values(PageHeader page, Type column) throws IOException {
        if (page.isSetDictionary_page_header()) {
            return page.getDictionary_page_header().getNum_values();
        }
        DataPageHeader data = page.getData_page_header();
        check(
                data != null
                        && (column.isRepetition(Repetition.REQUIRED)
                                || data.getDefinition_level_encoding() == Encoding.RLE),
                column.getName() + " has a page of another kind");
        return data.getNum_values();
    }

    private static void check(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
