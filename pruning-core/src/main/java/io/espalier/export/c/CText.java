package io.espalier.export.c;

import io.espalier.network.op.Shape;

/** The functions of single precision, with places for names and sizes. All bounds are constants, for compilers to unroll by. */
final class CText {
    /** Four sums, so that no addition waits for the one before it. */
    static final String SPARSE_GEMM = """
            static void $NAME(const float *restrict x, float *restrict y)
            {
                const float *w = ${NAME}_w;
                const uint8_t *step = ${NAME}_step;
                int u;
                for (u = 0; u < $UNITS; u++) {
                    const float *const end = ${NAME}_w + ${NAME}_end[u];
                    const float *p = x;
                    float a = 0.0f, b = 0.0f, c = 0.0f, d = 0.0f, v;
                    for (; end - w >= 4; w += 4, step += 4) {
                        p += step[0]; a += w[0] * *p;
                        p += step[1]; b += w[1] * *p;
                        p += step[2]; c += w[2] * *p;
                        p += step[3]; d += w[3] * *p;
                    }
                    for (; w < end; w++) {
                        p += *step++; a += *w * *p;
                    }
                    v = ${NAME}_b[u] + ((a + b) + (c + d));
                    $CLIP
                    y[u] = v;
                }
            }
            """;

    static final String DENSE_GEMM = """
            static void $NAME(const float *restrict x, float *restrict y)
            {
                const float *w = ${NAME}_w;
                int u, i;
                for (u = 0; u < $UNITS; u++, w += $INPUTS) {
                    float a = 0.0f, b = 0.0f, c = 0.0f, d = 0.0f, v;
                    for (i = 0; i + 4 <= $INPUTS; i += 4) {
                        a += w[i] * x[i];
                        b += w[i + 1] * x[i + 1];
                        c += w[i + 2] * x[i + 2];
                        d += w[i + 3] * x[i + 3];
                    }
                    for (; i < $INPUTS; i++) a += w[i] * x[i];
                    v = ${NAME}_b[u] + ((a + b) + (c + d));
                    $CLIP
                    y[u] = v;
                }
            }
            """;

    /** One weight after the other, over all positions of its filter. */
    static final String SPARSE_CONV = """
            static void $NAME(const float *restrict x, float *restrict y)
            {
                const float *w = ${NAME}_w;
                const $AT *at = ${NAME}_at;
                int f, r, c;
                for (f = 0; f < $FILTERS; f++, y += $POSITIONS) {
                    const float *const end = ${NAME}_w + ${NAME}_end[f];
                    for (r = 0; r < $POSITIONS; r++) y[r] = ${NAME}_b[f];
                    for (; w < end; w++, at++) {
                        const float v = *w;
                        const float *in = x + *at;
                        float *out = y;
                        for (r = 0; r < $HEIGHT_OUT; r++, in += $ROW, out += $WIDTH_OUT)
                            for (c = 0; c < $WIDTH_OUT; c++) out[c] += v * in[c * $STRIDE];
                    }
                    for (r = 0; r < $POSITIONS; r++) {
                        float v = y[r];
                        $CLIP
                        y[r] = v;
                    }
                }
            }
            """;

    static final String DENSE_CONV = """
            static void $NAME(const float *restrict x, float *restrict y)
            {
                const float *w = ${NAME}_w;
                int f, i, j, k, r, c;
                for (f = 0; f < $FILTERS; f++, y += $POSITIONS) {
                    const float *const seen = x + f / $PER_GROUP * ($SEEN * $PLANE);
                    for (r = 0; r < $POSITIONS; r++) y[r] = ${NAME}_b[f];
                    for (i = 0; i < $SEEN; i++)
                        for (j = 0; j < $KERNEL; j++)
                            for (k = 0; k < $KERNEL; k++) {
                                const float v = *w++;
                                const float *in = seen + i * $PLANE + j * $WIDTH + k;
                                float *out = y;
                                for (r = 0; r < $HEIGHT_OUT; r++, in += $ROW, out += $WIDTH_OUT)
                                    for (c = 0; c < $WIDTH_OUT; c++) out[c] += v * in[c * $STRIDE];
                            }
                    for (r = 0; r < $POSITIONS; r++) {
                        float v = y[r];
                        $CLIP
                        y[r] = v;
                    }
                }
            }
            """;

    static final String MAP = """
            static void $NAME(const float *x, float *y)
            {
                int i;
                for (i = 0; i < $SIZE; i++) {
                    float v = x[i];
                    $STATEMENT
                    y[i] = v;
                }
            }
            """;

    static final String ADD = """
            static void $NAME(const float *x, const float *z, float *y)
            {
                int i;
                for (i = 0; i < $SIZE; i++) {
                    float v = x[i] + z[i];
                    $CLIP
                    y[i] = v;
                }
            }
            """;

    static final String MAXIMUM = """
            static void $NAME(const float *restrict x, float *restrict y)
            {
                int i, r, c, j, k;
                for (i = 0; i < $CHANNELS; i++, x += $PLANE)
                    for (r = 0; r < $HEIGHT_OUT; r++)
                        for (c = 0; c < $WIDTH_OUT; c++) {
                            const float *in = x + r * ($STRIDE * $WIDTH) + c * $STRIDE;
                            float v = *in;
                            for (j = 0; j < $ROWS; j++, in += $WIDTH)
                                for (k = 0; k < $COLUMNS; k++)
                                    if (in[k] > v) v = in[k];
                            *y++ = v;
                        }
            }
            """;

    static final String MEAN = """
            static void $NAME(const float *restrict x, float *restrict y)
            {
                int i, r, c, j, k;
                for (i = 0; i < $CHANNELS; i++, x += $PLANE)
                    for (r = 0; r < $HEIGHT_OUT; r++)
                        for (c = 0; c < $WIDTH_OUT; c++) {
                            const float *in = x + r * ($STRIDE * $WIDTH) + c * $STRIDE;
                            float v = 0.0f;
                            for (j = 0; j < $ROWS; j++, in += $WIDTH)
                                for (k = 0; k < $COLUMNS; k++)
                                    v += in[k];
                            *y++ = v / ($ROWS * $COLUMNS);
                        }
            }
            """;

    /** e^x by a polynomial on half an octave around 0 (Moshier's Cephes), to about 2 ulp. */
    static final String EXPONENTIAL = """
            static float exponential(float x)
            {
                union { float value; uint32_t bits; } power;
                float r, p;
                int n;
                if (x > 88.0f) x = 88.0f;
                if (x < -87.0f) x = -87.0f;
                n = (int)(x * 1.44269504f + (x < 0.0f ? -0.5f : 0.5f));
                r = x - (float)n * 0.693359375f + (float)n * 2.12194440e-4f;
                p = 1.9875691500e-4f;
                p = p * r + 1.3981999507e-3f;
                p = p * r + 8.3334519073e-3f;
                p = p * r + 4.1665795894e-2f;
                p = p * r + 1.6666665459e-1f;
                p = p * r + 5.0000001201e-1f;
                power.bits = (uint32_t)(n + 127) << 23;
                return (p * r * r + r + 1.0f) * power.value;
            }
            """;

    private CText() {}

    /** A pool with its sizes filled in. */
    static Template pool(String text, Shape in, Shape out, int height, int width, int stride) {
        return Template.of(text)
                .with("CHANNELS", in.channels())
                .with("PLANE", in.positions())
                .with("WIDTH", in.width())
                .with("HEIGHT_OUT", out.height())
                .with("WIDTH_OUT", out.width())
                .with("ROWS", height)
                .with("COLUMNS", width)
                .with("STRIDE", stride);
    }
}
