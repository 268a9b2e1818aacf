using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Ingest.Channels.Slate;

/// <summary>Asks fontconfig for a font file that has a language's letters.</summary>
internal static class SlateFonts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The path of the font file; null when no font has the letters, or fontconfig is not installed.</summary>
    public static async Task<string?> FindAsync(string language, ChildWatcher watcher, CancellationToken cancellation)
    {
        try
        {
            await using var match = ChildProcess.Start(
                new ChildCommand { FileName = "fc-match", Arguments = ["-f", "%{file}\n%{lang}\n", $"sans:lang={language}"], LineLength = 4000 }, watcher);
            if (await match.Exited.WaitAsync(Patience, cancellation) != 0 || match.LastLines is not [var file, var languages, ..])
                return null;

            // fc-match answers with the nearest font, which may lack the letters. Quotes and colons would end the filter's argument.
            return languages.Split('|').Contains(language, StringComparer.Ordinal) && file.AsSpan().IndexOfAny("'\\:\"%") < 0 ? file : null;
        }
        catch (ProgramMissingException)
        {
            return null;
        }
    }
}
