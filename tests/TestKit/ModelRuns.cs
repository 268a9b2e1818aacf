using System.Globalization;

namespace TestKit;

/// <summary>How many random runs a property test makes: few in each run of the suite, and as many as <c>MODEL_STEPS</c> steps need by <c>deploy/bench.sh steps</c>.</summary>
public static class ModelRuns
{
    /// <param name="usual">How many of them in the suite.</param>
    /// <param name="steps">Steps of one run.</param>
    public static int Of(int usual, int steps) =>
        int.TryParse(Environment.GetEnvironmentVariable("MODEL_STEPS"), CultureInfo.InvariantCulture, out var wanted) ? (wanted + steps - 1) / steps : usual;
}
