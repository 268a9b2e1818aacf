using System.Reflection;

namespace Broadcast.Chat.Spine.Errors;

/// <summary>
/// Collects the errors that a service answers with. Each service names its classes of errors at its entry point; the API document and the
/// pages' texts follow from them.
/// </summary>
internal static class ErrorCatalogue
{
    /// <summary>The errors in the public static fields of the given classes.</summary>
    public static IReadOnlyList<Error> Of(params IEnumerable<Type> lists) =>
        [.. lists.SelectMany(list => list.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => field.GetValue(null)).OfType<Error>().DistinctBy(error => error.Code, StringComparer.Ordinal)];
}
