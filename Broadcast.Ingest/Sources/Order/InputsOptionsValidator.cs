using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources.Order;

/// <summary>Reports what an input lacks for its kind, and inputs that cannot be together: every fault at once, each with its setting key.</summary>
internal sealed class InputsOptionsValidator : IValidateOptions<InputsOptions>
{
    private const int MostInputs = 8;

    public ValidateOptionsResult Validate(string? name, InputsOptions options)
    {
        var faults = options.Stages.SelectMany(stage => Stage(stage.Key, stage.Value)).Concat(SharedPorts(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Stage(string stage, InputOptions[] inputs)
    {
        var key = $"{InputsOptions.Section}:{stage}";
        if (!StageId.TryParse(stage, null, out _))
            yield return $"{key} is no stage id: use lower-case letters, digits and hyphens.";
        if (inputs.Length is 0 or > MostInputs)
            yield return $"{key} must hold 1-{MostInputs} inputs, numbered from 0.";
        if (inputs.Count(input => Is(input, InputKind.Push)) > 1)
            yield return $"{key} lists push more than once: a stage has one key, and one encoder uses it at a time.";
        foreach (var fault in inputs.Index().SelectMany(input => Input($"{key}:{input.Index}", input.Item)))
            yield return fault;
    }

    private static IEnumerable<string> Input(string key, InputOptions input) => KindOf(input) switch
    {
        InputKind.Rtmp => Url($"{key}:{nameof(input.Url)}", input.Url, "rtmp", "rtmps"),
        InputKind.Hls => Url($"{key}:{nameof(input.Url)}", input.Url, "http", "https"),
        InputKind.Srt => Srt(key, input),
        InputKind.File => File($"{key}:{nameof(input.Path)}", input.Path),
        _ => [],
    };

    /// <summary>The fault does not quote the URL, which may hold a key.</summary>
    private static IEnumerable<string> Url(string key, string? url, params string[] schemes)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme, StringComparer.Ordinal) || uri.Host.Length == 0 || !IsPlain(url))
            yield return $"{key} must be a URL that begins with {string.Join(" or ", schemes.Select(scheme => $"{scheme}://"))}, without spaces or quotes.";
    }

    private static IEnumerable<string> File(string key, string? path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('"', StringComparison.Ordinal) || path.Any(char.IsControl))
            yield return $"{key} must be the path of a media file, without quotes.";
        else if (!System.IO.File.Exists(path))
            yield return $"{key} names a file that does not exist.";
    }

    private static IEnumerable<string> Srt(string key, InputOptions input)
    {
        if (input.Port == 0)
            yield return $"{key}:{nameof(input.Port)} must be set: callers need to know it.";
        if (input.Passphrase is { } passphrase && (passphrase.Length is < 10 or > 79 || !IsPlain(passphrase)))
            yield return $"{key}:{nameof(input.Passphrase)} must have 10-79 letters, digits and signs, without spaces or quotes.";
    }

    private static IEnumerable<string> SharedPorts(InputsOptions options) =>
        options.Stages
            .SelectMany(stage => stage.Value.Index().Where(input => Is(input.Item, InputKind.Srt)).Select(input => (Key: $"{InputsOptions.Section}:{stage.Key}:{input.Index}:Port", input.Item.Port)))
            .GroupBy(input => input.Port)
            .Where(group => group.Key > 0 && group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(input => input.Key))} are the same port: each listener needs its own.");

    private static bool Is(InputOptions input, InputKind kind) => KindOf(input) == kind;

    /// <summary>Null for a kind that does not exist, which is a fault of its own.</summary>
    private static InputKind? KindOf(InputOptions input) => Enum.GetNames<InputKind>().Contains(input.Kind, StringComparer.OrdinalIgnoreCase) ? input.KindOf() : null;

    private static bool IsPlain(string text) => text.All(letter => letter is > ' ' and <= '~' and not ('"' or '\''));
}
