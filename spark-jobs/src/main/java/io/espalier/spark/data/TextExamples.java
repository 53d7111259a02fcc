package io.espalier.spark.data;

import io.espalier.data.Dataset;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Texts as examples, in the order of their content: target first, then tokens. */
final class TextExamples {
    private static final long MOST = Integer.MAX_VALUE - 8;

    private final Tokens tokens;
    private final TokenEncoding encoding;
    private final List<int[]> texts;
    private final CellFaults unknown = new CellFaults();

    TextExamples(Tokens tokens, TokenEncoding encoding, List<LabelledText> texts) {
        this.tokens = tokens;
        this.encoding = encoding;
        this.texts = texts.stream().map(text -> tokens.of(text.text())).toList();
        texts.forEach(text -> tokens.unknown(text.text()).forEach(piece -> unknown.add(piece, text.place())));
    }

    /** What is no token. */
    CellFaults unknown() {
        return unknown;
    }

    String unknownOnes() {
        return unknown.describe(tokens.what(), tokens.whats());
    }

    /** What the text column is turned into, and what of it is lost. */
    String note() {
        long cut = texts.stream().filter(encoding::cuts).count();
        return tokens.size() + " tokens"
                + (cut == 0 ? "" : ", the end of " + cut + " of " + texts.size() + " texts left out")
                + (unknown.count() == 0 ? "" : ", " + unknownOnes());
    }

    /** @throws IOException if there are more numbers than an array holds */
    Dataset examples(Targets targets) throws IOException {
        Shape shape = encoding.shape(tokens.size());
        long numbers = (long) texts.size() * shape.elements();
        TableExamples.require(
                numbers <= MOST,
                "its " + texts.size() + " texts make " + numbers + " numbers (must be below 2^31: a smaller length, or"
                        + " encoding: counts)");
        int[] order = IntStream.range(0, texts.size())
                .boxed()
                .sorted((row, other) -> compare(row, other, targets))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] features = new float[(int) numbers];
        for (int i = 0; i < order.length; i++) {
            encoding.encode(texts.get(order[i]), tokens.size(), features, i * shape.elements());
        }
        return new Dataset(shape, targets.select(order), features);
    }

    private int compare(int row, int other, Targets targets) {
        int order = targets.compare(row, other);
        return order == 0 ? Arrays.compare(texts.get(row), texts.get(other)) : order;
    }
}
