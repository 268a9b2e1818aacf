using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Hosting;

/// <summary>Files of the data directory with keys that no setting gives: made at the first start, and only read from then on.</summary>
internal static class KeyFile
{
    /// <param name="path">Where it is.</param>
    /// <param name="setting">What may be set in its place.</param>
    /// <param name="make">Makes what the file is to hold.</param>
    /// <returns>What is in the file.</returns>
    /// <exception cref="StartFailure">The file cannot be read or, where there is none, be written.</exception>
    public static string ReadOrMake(string path, string setting, Func<string> make)
    {
        var there = Path.Exists(path);
        try
        {
            if (there)
                return File.ReadAllText(path);
            var made = make();
            OwnerFile.Write(path, made);
            return made;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var remedy = there
                ? "Make it a file that the user who starts the host can read"
                : "Give the user who starts the host the right to write there, and the disk some space";
            throw new StartFailure($"The key file {path} cannot be {(there ? "read" : "made")}: {refused.Message} {remedy}, or set {setting}.", refused);
        }
    }
}
