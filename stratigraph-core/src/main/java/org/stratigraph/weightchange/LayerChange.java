package org.stratigraph.weightchange;

/**
 * How one weight tensor moved from one checkpoint to the next. In the formulas {@code v} are its
 * values before, {@code w} those after, {@code u} those of the first checkpoint of the sequence.
 * All sums are in float64. A figure that has no meaning is NaN; infinities do not occur.
 *
 * @param layer the tensor's name
 * @param step which change of the sequence this is, from 1
 * @param from the name of the checkpoint before
 * @param to the name of the checkpoint after
 * @param weights the number of values
 * @param l1Ratio {@code sum |w - v| / sum |v|}, eq. (1) of Agrawal et al. 2020; 0 if nothing moved,
 *     NaN if all of {@code v} is zero and something moved
 * @param elementwiseMean the mean of {@code |w - v| / |v|} over the values of {@code v} that are
 *     not zero, which is what the code of that paper computes and its figures show; 0 if nothing
 *     moved, NaN if all of {@code v} is zero and something moved. A single value near zero can
 *     outweigh all others here
 * @param zeroWeights how many values of {@code v} are zero; they count in {@code l1Ratio} only
 * @param rotation {@code 1 - cos(w, u)} in [0, 2], the layer rotation of Carbonnelle and De
 *     Vleeschouwer 2018; 0 if {@code w} equals {@code u}, else NaN if either is all zero
 * @param l2Change {@code ||w - v||}
 * @param l2Norm {@code ||w||}
 * @param spectralNorm the largest singular value of {@code w} as a matrix, see {@link
 *     SpectralNorm}; NaN unless asked for
 */
public record LayerChange(
    String layer,
    int step,
    String from,
    String to,
    long weights,
    double l1Ratio,
    double elementwiseMean,
    long zeroWeights,
    double rotation,
    double l2Change,
    double l2Norm,
    double spectralNorm) {}
