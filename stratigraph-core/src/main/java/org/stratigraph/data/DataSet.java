package org.stratigraph.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stratigraph.tensor.Shape;

/**
 * A catalogue of images: their ids and, where known, their classes. Opened by {@link DataSets};
 * immutable and thread-safe.
 */
public final class DataSet {
  private final String source;
  private final List<Sample> samples;
  private final OptionalInt classCount;
  private final boolean ordered;
  private final List<String> notes;
  private final Optional<Shape> preprocessedShape;
  private final Storage storage;

  private DataSet(
      String source,
      List<Sample> samples,
      OptionalInt classCount,
      boolean ordered,
      List<String> notes,
      Optional<Shape> preprocessedShape,
      Storage storage) {
    this.source = source;
    this.samples = List.copyOf(samples);
    this.classCount = classCount;
    this.ordered = ordered;
    this.notes = List.copyOf(notes);
    this.preprocessedShape = preprocessedShape;
    this.storage = storage;
  }

  static DataSet of(
      String source,
      List<Sample> samples,
      OptionalInt classCount,
      List<String> notes,
      Storage storage) {
    return new DataSet(source, samples, classCount, false, notes, Optional.empty(), storage);
  }

  /** The same for values that need no preprocessing. */
  static DataSet ofValues(
      String source,
      List<Sample> samples,
      OptionalInt classCount,
      List<String> notes,
      Shape shape,
      Storage storage) {
    return new DataSet(source, samples, classCount, false, notes, Optional.of(shape), storage);
  }

  /** The samples of a list, in its order. */
  DataSet restrictedTo(List<Sample> listed, OptionalInt classes, List<String> further) {
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(further);
    return new DataSet(source, listed, classes, true, allNotes, preprocessedShape, storage);
  }

  /** Some of these samples, in the order in which they were chosen; the classes stay the same. */
  public DataSet selected(Selection selection) {
    return restrictedTo(selection.samples(), classCount, selection.notes());
  }

  /** What the user gave: a path or a name. */
  public String source() {
    return source;
  }

  /**
   * All samples, by id in code-unit order, by index where ids are indices, or in the order of the
   * list that restricts them.
   */
  public List<Sample> samples() {
    return samples;
  }

  /** Whether every sample has a class index. */
  public boolean labelled() {
    return samples.stream().allMatch(sample -> sample.label().isPresent());
  }

  /**
   * The number of classes that the labels count, also those without an image here: 1000 for
   * ImageNet folders, else the number of class folders or of lines of the class list. Empty where
   * it is not known, as for unlabelled images or a list with labels of its own.
   */
  public OptionalInt classCount() {
    return classCount;
  }

  /**
   * How many classes a network for these images tells apart: {@link #classCount()}, or more if a
   * label says so; 0 if nothing is known of classes.
   */
  public int classes() {
    int largest = samples.stream().mapToInt(sample -> sample.label().orElse(-1)).max().orElse(-1);
    return Math.max(classCount.orElse(0), largest + 1);
  }

  /** Whether the order of the samples was chosen by the user, with a list. */
  public boolean ordered() {
    return ordered;
  }

  /** Sentences for the user: what was left out, how the labels were found. */
  public List<String> notes() {
    return notes;
  }

  /** The shape [C, H, W] of images that are stored preprocessed, as numpy floats are. */
  public Optional<Shape> preprocessedShape() {
    return preprocessedShape;
  }

  StoredImages open(List<Sample> selection) {
    return storage.open(selection.stream().map(Sample::id).toList());
  }
}
