package io.espalier.spark.report;

/** Text for HTML and SVG. */
final class Markup {
    private Markup() {}

    /** Safe between tags and inside quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
