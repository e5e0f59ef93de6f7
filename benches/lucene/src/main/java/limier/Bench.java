package limier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene as a yardstick: one field of text, any word of a query, the ten best.
 *
 * <p>It never reads limier's indexes: it is given lines of text, or of words that are cut already,
 * and queries as text, or as the forms of each word with their weights.
 */
public final class Bench {
  private static final String USAGE =
      """
      usage: bench index words|french ARTICLES.tsv INDEX_DIR
             bench search words|french INDEX_DIR QUERIES.tsv ROUNDS EXACT_UP_TO""";

  private static final String ID = "id";
  private static final String TEXT = "text";
  private static final int TOP = 10;

  public static void main(String[] args) throws IOException {
    if (args.length == 4 && args[0].equals("index")) {
      index(analyzer(args[1]), Path.of(args[2]), Path.of(args[3]));
    } else if (args.length == 6 && args[0].equals("search")) {
      search(
          args[1].equals("words"),
          Path.of(args[2]),
          Path.of(args[3]),
          Integer.parseInt(args[4]),
          Integer.parseInt(args[5]));
    } else {
      System.err.println(USAGE);
      System.exit(2);
    }
  }

  private static Analyzer analyzer(String name) {
    return switch (name) {
      case "words" -> new WhitespaceAnalyzer();
      case "french" -> new FrenchAnalyzer();
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  /** Indexes lines of an id, a tab and a text, in one commit. */
  private static void index(Analyzer analyzer, Path articles, Path dir) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(200);
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(dir), config);
        BufferedReader lines = Files.newBufferedReader(articles, StandardCharsets.UTF_8)) {
      String line;
      while ((line = lines.readLine()) != null) {
        int tab = line.indexOf('\t');
        Document document = new Document();
        document.add(new StoredField(ID, line.substring(0, tab)));
        document.add(new TextField(TEXT, line.substring(tab + 1), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.commit();
    }
  }

  /** Runs each query some times, on one thread, and prints what the least times come to. */
  private static void search(boolean words, Path dir, Path queries, int rounds, int exactUpTo)
      throws IOException {
    List<String> lines = Files.readAllLines(queries, StandardCharsets.UTF_8);
    Analyzer french = new FrenchAnalyzer();
    long[] least = new long[lines.size()];
    Arrays.fill(least, Long.MAX_VALUE);
    try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(dir))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      // Every time is that of the whole work, as limier's is.
      searcher.setQueryCache(null);
      for (int round = 0; round < rounds; round++) {
        for (int at = 0; at < least.length; at++) {
          String line = lines.get(at);
          String text = line.substring(line.indexOf('\t') + 1);
          long start = System.nanoTime();
          Query query = words ? ofForms(text) : ofText(french, text);
          searcher.search(query, new TopScoreDocCollectorManager(TOP, null, exactUpTo));
          least[at] = Math.min(least[at], System.nanoTime() - start);
        }
      }
    }
    Arrays.sort(least);
    double mean = Arrays.stream(least).average().orElse(0) / 1e6;
    System.out.printf(
        java.util.Locale.ROOT,
        "%d\t%.4f\t%.4f\t%.4f%n",
        least.length,
        percentile(least, 50),
        mean,
        percentile(least, 99));
  }

  private static double percentile(long[] sorted, int percent) {
    int rank = (sorted.length * percent + 99) / 100;
    return sorted[Math.max(rank - 1, 0)] / 1e6;
  }

  /** A query of words parted by blanks, of forms parted by `|`, each with its weight behind `^`. */
  private static Query ofForms(String text) {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    for (String word : text.split(" ")) {
      if (word.isEmpty()) {
        continue;
      }
      SynonymQuery.Builder forms = new SynonymQuery.Builder(TEXT);
      for (String form : word.split("\\|")) {
        int mark = form.lastIndexOf('^');
        forms.addTerm(
            new Term(TEXT, form.substring(0, mark)), Float.parseFloat(form.substring(mark + 1)));
      }
      builder.add(forms.build(), Occur.SHOULD);
    }
    return builder.build();
  }

  private static Query ofText(Analyzer analyzer, String text) throws IOException {
    BooleanQuery.Builder builder = new BooleanQuery.Builder();
    List<String> terms = new ArrayList<>();
    try (var stream = analyzer.tokenStream(TEXT, new StringReader(text))) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    }
    terms.forEach(term -> builder.add(new TermQuery(new Term(TEXT, term)), Occur.SHOULD));
    return builder.build();
  }
}
