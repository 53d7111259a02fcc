package io.espalier.spark.data;

import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The header of a {@code .npy} file, a Python dictionary as text: {@code {'descr': '<f4', 'fortran_order': False, 'shape':
 * (3, 4)}}.
 *
 * @param type of each number
 * @param bytes that all numbers have
 */
record NpyHeader(Tensor.Type type, List<Integer> dims, int bytes) {
    private static final Pattern DESCR = Pattern.compile("'descr':\\s*('[^']*'|\\[.*\\])");
    private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");
    private static final int LONGEST_SIZE = 9;
    private static final Map<String, Tensor.Type> TYPES = Map.of(
            "<f4", Tensor.Type.F32,
            "<f8", Tensor.Type.F64,
            "|u1", Tensor.Type.U8,
            "|i1", Tensor.Type.I8,
            "<i2", Tensor.Type.I16,
            "<i4", Tensor.Type.I32,
            "<i8", Tensor.Type.I64,
            "|b1", Tensor.Type.U8);

    /** @throws IOException if a key is missing, the type or the order is another, or there is too much of it */
    static NpyHeader parse(String text) throws IOException {
        List<String> problems = new ArrayList<>();
        String descr = find(DESCR, text).replace("'", "");
        if (!TYPES.containsKey(descr)) {
            problems.add("dtype " + descr + (descr.startsWith(">") ? " is big-endian" : "")
                    + " (must be float32, float64, int8 to int64, uint8 or bool, little-endian)");
        }
        if (find(ORDER, text).equals("True")) {
            problems.add("it is in Fortran order (must be in C order, as numpy.ascontiguousarray makes it)");
        }
        TableExamples.refuse(problems);
        return of(TYPES.getOrDefault(descr, Tensor.Type.U8), dims(find(SHAPE, text)));
    }

    private static NpyHeader of(Tensor.Type type, List<Integer> dims) throws IOException {
        try {
            long count = dims.stream().mapToLong(Integer::longValue).reduce(type.bytes(), Math::multiplyExact);
            return new NpyHeader(type, dims, Math.toIntExact(count));
        } catch (ArithmeticException e) {
            throw new IOException("its shape " + dims + " is too large (must be below 2^31 bytes)", e);
        }
    }

    private static String find(Pattern key, String text) throws IOException {
        Matcher found = key.matcher(text);
        if (!found.find()) {
            throw new IOException("its header lacks "
                    + key.pattern().substring(0, key.pattern().indexOf(':')));
        }
        return found.group(1);
    }

    private static List<Integer> dims(String sizes) throws IOException {
        List<String> texts = Stream.of(sizes.split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .toList();
        if (texts.stream().anyMatch(size -> size.length() > LONGEST_SIZE || size.contains(" "))) {
            throw new IOException("its shape (" + sizes + ") is too large (must be below 2^31 bytes)");
        }
        return texts.stream().map(Integer::valueOf).toList();
    }

    Tensor tensor(byte[] data) {
        return new Tensor(type, dims, ByteBuffer.wrap(data));
    }
}
