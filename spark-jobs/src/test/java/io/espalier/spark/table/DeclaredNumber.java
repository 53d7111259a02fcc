package io.espalier.spark.table;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** A number that a Parquet file says of itself: in its footer, or in the headers of a column's pages. */
enum DeclaredNumber {
    ROWS,
    ROWS_OF_THE_GROUP,
    VALUES,
    CHUNK_SIZE,
    UNCOMPRESSED_CHUNK_SIZE,
    DATA_OFFSET,
    DICTIONARY_OFFSET,
    PAGE_SIZE,
    UNCOMPRESSED_PAGE_SIZE,
    PAGE_VALUES,
    DEFINITION_LEVEL_ENCODING;

    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
    private static final int TAIL = Integer.BYTES + MAGIC.length;

    /** A copy of a file of one row group that says another number, and is right in all else. */
    byte[] changed(byte[] file, int column, long value) throws IOException {
        int footerSize = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL);
        int end = file.length - TAIL - footerSize;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, end, footerSize));
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(file, 0, end);
        RowGroup group = footer.getRow_groups().get(0);
        ColumnMetaData chunk = group.getColumns().get(column).getMeta_data();
        switch (this) {
            case ROWS -> footer.setNum_rows(value);
            case ROWS_OF_THE_GROUP -> group.setNum_rows(value);
            case VALUES -> chunk.setNum_values(value);
            case CHUNK_SIZE -> chunk.setTotal_compressed_size(value);
            case UNCOMPRESSED_CHUNK_SIZE -> chunk.setTotal_uncompressed_size(value);
            case DATA_OFFSET -> chunk.setData_page_offset(value);
            case DICTIONARY_OFFSET -> chunk.setDictionary_page_offset(value);
            case PAGE_SIZE, UNCOMPRESSED_PAGE_SIZE, PAGE_VALUES, DEFINITION_LEVEL_ENCODING ->
                move(chunk, file, (int) value, changed);
        }
        int start = changed.size();
        Util.writeFileMetaData(footer, changed);
        int size = changed.size() - start;
        changed.write(ByteBuffer.allocate(TAIL)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(size)
                .put(MAGIC)
                .array());
        return changed.toByteArray();
    }

    /** Writes the chunk once more, with another number in the headers of its pages. */
    private void move(ColumnMetaData chunk, byte[] file, int value, ByteArrayOutputStream changed) throws IOException {
        boolean hasDictionary = chunk.getDictionary_page_offset() > 0;
        long from = hasDictionary ? chunk.getDictionary_page_offset() : chunk.getData_page_offset();
        ByteArrayInputStream pages = new ByteArrayInputStream(file, (int) from, (int) chunk.getTotal_compressed_size());
        int to = changed.size();
        chunk.setDictionary_page_offset(hasDictionary ? to : 0);
        chunk.setData_page_offset(to);
        while (pages.available() > 0) {
            PageHeader header = Util.readPageHeader(pages);
            byte[] page = pages.readNBytes(header.getCompressed_page_size());
            change(header, value);
            Util.writePageHeader(header, changed);
            changed.write(page);
            if (header.isSetDictionary_page_header()) {
                chunk.setData_page_offset(changed.size());
            }
        }
        chunk.setTotal_compressed_size(changed.size() - to);
    }

    private void change(PageHeader header, int value) {
        if (this == PAGE_SIZE) {
            header.setCompressed_page_size(value);
        } else if (this == UNCOMPRESSED_PAGE_SIZE) {
            header.setUncompressed_page_size(value);
        } else if (header.isSetDictionary_page_header() && this == PAGE_VALUES) {
            header.getDictionary_page_header().setNum_values(value);
        } else if (header.isSetData_page_header() && this == DEFINITION_LEVEL_ENCODING) {
            Encoding[] encodings = Encoding.values();
            header.getData_page_header()
                    .setDefinition_level_encoding(encodings[Math.floorMod(value, encodings.length)]);
        } else if (header.isSetData_page_header()) {
            header.getData_page_header().setNum_values(value);
        }
    }
}
