package io.espalier.export.c;

/** The functions of 8-bit integers, with places for names and sizes. Sums are 32 bits wide. */
final class IntegerText {
    /** A sum in the scale of the output: times a number below 2, to 31 bits, halves up. */
    static final String REQUANTIZE = """
            static int8_t requantize(int32_t sum, int32_t factor, int shift, int zero, int least)
            {
                int64_t q = (((int64_t)sum * factor + ((int64_t)1 << (shift - 1))) >> shift) + zero;
                return (int8_t)(q < least ? least : q > 127 ? 127 : q);
            }
            """;

    /** A step that is as long as it can be leads to no weight, but to the next step. */
    static final String SPARSE_SUM = """
                    const int8_t *p = x;
                    const int8_t *const end = w + ${NAME}_count[u];
                    int32_t sum = ${NAME}_b[u];
                    while (w < end) {
                        const int s = $STEP;
                        n++;
                        p += s;
                        if (s < $LONGEST) sum += (int16_t)*w++ * (int16_t)*p;
                    }
            """;

    static final String DENSE_SUM = """
                    int32_t sum = ${NAME}_b[u];
                    int i;
                    for (i = 0; i < $INPUTS; i++) sum += (int16_t)w[i] * (int16_t)x[i];
                    w += $INPUTS;
            """;

    static final String GEMM = """
            static void $NAME(const int8_t *restrict x, $OUT *restrict y)
            {
                const int8_t *w = ${NAME}_w;
                $START
                int u;
                for (u = 0; u < $UNITS; u++) {
            $SUM        y[u] = $ROUND;
                }
            }
            """;

    static final String CONV = """
            static void $NAME(const int8_t *restrict x, int32_t *restrict sums, $OUT *restrict y)
            {
                const int8_t *w = ${NAME}_w;
                $START
                int u, r, c;
                for (u = 0; u < $FILTERS; u++, y += $POSITIONS) {
                    for (r = 0; r < $POSITIONS; r++) sums[r] = ${NAME}_b[u];
            $SUM        for (r = 0; r < $POSITIONS; r++) {
                        const int32_t sum = sums[r];
                        y[r] = $ROUND;
                    }
                }
            }
            """;

    static final String SPARSE_CONV_SUM = """
                    {
                        const int8_t *p = x;
                        const int8_t *const end = w + ${NAME}_count[u];
                        while (w < end) {
                            const int s = $STEP;
                            n++;
                            p += s;
                            if (s < $LONGEST) {
                                const int16_t v = *w++;
                                const int8_t *in = p;
                                int32_t *out = sums;
                                for (r = 0; r < $HEIGHT_OUT; r++, in += $ROW, out += $WIDTH_OUT)
                                    for (c = 0; c < $WIDTH_OUT; c++) out[c] += v * (int16_t)in[c * $STRIDE];
                            }
                        }
                    }
            """;

    static final String DENSE_CONV_SUM = """
                    {
                        int i, j, k;
                        for (i = 0; i < $SEEN; i++)
                            for (j = 0; j < $KERNEL; j++)
                                for (k = 0; k < $KERNEL; k++) {
                                    const int16_t v = *w++;
                                    const int8_t *in = x + (u / $PER_GROUP * $SEEN + i) * $PLANE + j * $WIDTH + k;
                                    int32_t *out = sums;
                                    for (r = 0; r < $HEIGHT_OUT; r++, in += $ROW, out += $WIDTH_OUT)
                                        for (c = 0; c < $WIDTH_OUT; c++) out[c] += v * (int16_t)in[c * $STRIDE];
                                }
                    }
            """;

    static final String MAP = """
            static void $NAME(const int8_t *x, int8_t *y)
            {
                int i;
                for (i = 0; i < $SIZE; i++) y[i] = $VALUE;
            }
            """;

    static final String ADD = """
            static void $NAME(const int8_t *x, const int8_t *z, int8_t *y)
            {
                int i;
                for (i = 0; i < $SIZE; i++) {
                    int64_t q = (((int64_t)(x[i] - ($LEFT_ZERO)) * $LEFT + (int64_t)(z[i] - ($RIGHT_ZERO)) * $RIGHT
                        + ((int64_t)1 << ($SHIFT - 1))) >> $SHIFT) + ($ZERO);
                    y[i] = (int8_t)(q < $LEAST ? $LEAST : q > 127 ? 127 : q);
                }
            }
            """;

    static final String MAXIMUM = """
            static void $NAME(const int8_t *restrict x, int8_t *restrict y)
            {
                int i, r, c, j, k;
                for (i = 0; i < $CHANNELS; i++, x += $PLANE)
                    for (r = 0; r < $HEIGHT_OUT; r++)
                        for (c = 0; c < $WIDTH_OUT; c++) {
                            const int8_t *in = x + r * ($STRIDE * $WIDTH) + c * $STRIDE;
                            int8_t v = *in;
                            for (j = 0; j < $ROWS; j++, in += $WIDTH)
                                for (k = 0; k < $COLUMNS; k++)
                                    if (in[k] > v) v = in[k];
                            *y++ = v;
                        }
            }
            """;

    static final String MEAN = """
            static void $NAME(const int8_t *restrict x, int8_t *restrict y)
            {
                int i, r, c, j, k;
                for (i = 0; i < $CHANNELS; i++, x += $PLANE)
                    for (r = 0; r < $HEIGHT_OUT; r++)
                        for (c = 0; c < $WIDTH_OUT; c++) {
                            const int8_t *in = x + r * ($STRIDE * $WIDTH) + c * $STRIDE;
                            int32_t sum = 0;
                            for (j = 0; j < $ROWS; j++, in += $WIDTH)
                                for (k = 0; k < $COLUMNS; k++)
                                    sum += in[k] - ($IN_ZERO);
                            *y++ = requantize(sum, $FACTOR, $SHIFT, $ZERO, -128);
                        }
            }
            """;

    static final String QUANTIZE = """
            static void quantize(const $TYPE *input, int8_t *y)
            {
                int i;
                for (i = 0; i < $SIZE; i++) {
                    $STATEMENTS
                    v = v / $SCALE + $ZERO + 0.5f;
                    if (v <= -128.0f) v = -128.0f;
                    if (v >= 127.0f) v = 127.0f;
                    y[i] = (int8_t)v;
                    if ((float)y[i] > v) y[i]--;
                }
            }
            """;

    static final String DEQUANTIZE = """
            static void dequantize(const int8_t *x, float *y)
            {
                int i;
                for (i = 0; i < $SIZE; i++) y[i] = (float)(x[i] - ($ZERO)) * $SCALE;
            }
            """;

    private IntegerText() {}
}
