using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources.Order;

/// <summary>Reports every fault of every input at once, each with its setting key.</summary>
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

    private static IEnumerable<string> Input(string key, InputOptions input)
    {
        if (!IsName<InputKind>(input.Kind))
        {
            yield return $"{key}:{nameof(input.Kind)} must be push, rtmp, hls, srt or file.";
            yield break;
        }

        if (!IsName<TranscodeMode>(input.Transcode))
            yield return $"{key}:{nameof(input.Transcode)} must be auto, never, audio or all.";
        if (input.Timeout < TimeSpan.FromSeconds(1) || input.Timeout > TimeSpan.FromMinutes(1))
            yield return $"{key}:{nameof(input.Timeout)} must be 1-60 s.";

        foreach (var fault in input.KindOf() switch
        {
            InputKind.Rtmp => Url($"{key}:{nameof(input.Url)}", input.Url, "rtmp", "rtmps"),
            InputKind.Hls => Url($"{key}:{nameof(input.Url)}", input.Url, "http", "https"),
            InputKind.Srt => Srt(key, input),
            InputKind.File => File($"{key}:{nameof(input.Path)}", input.Path),
            _ => [],
        })
            yield return fault;
    }

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
        if (!IPAddress.TryParse(input.Address, out _))
            yield return $"{key}:{nameof(input.Address)} must be an IP address such as 0.0.0.0.";
        if (input.Port is < 1 or > 65535)
            yield return $"{key}:{nameof(input.Port)} must be 1-65535.";
        if (input.Passphrase is { } passphrase && (passphrase.Length is < 10 or > 79 || !IsPlain(passphrase)))
            yield return $"{key}:{nameof(input.Passphrase)} must have 10-79 letters, digits and signs, without spaces or quotes.";
        if (input.Latency < TimeSpan.FromMilliseconds(20) || input.Latency > TimeSpan.FromSeconds(10))
            yield return $"{key}:{nameof(input.Latency)} must be 0.02-10 s.";
    }

    private static IEnumerable<string> SharedPorts(InputsOptions options) =>
        options.Stages
            .SelectMany(stage => stage.Value.Index().Where(input => Is(input.Item, InputKind.Srt)).Select(input => (Key: $"{InputsOptions.Section}:{stage.Key}:{input.Index}:Port", input.Item.Port)))
            .GroupBy(input => input.Port)
            .Where(group => group.Key > 0 && group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(input => input.Key))} are the same port: each listener needs its own.");

    private static bool Is(InputOptions input, InputKind kind) => IsName<InputKind>(input.Kind) && input.KindOf() == kind;

    private static bool IsName<T>(string text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase);

    private static bool IsPlain(string text) => text.All(letter => letter is > ' ' and <= '~' and not ('"' or '\''));
}
