namespace Broadcast.Chat.Spine.Redis;

/// <summary>Reads the embedded <c>.lua</c> files. Redis gets a script's text once per server and its digest from then on.</summary>
internal static class Lua
{
    /// <summary>The text of <c>name</c>.lua in the folder of <typeparamref name="TBeside"/>.</summary>
    public static string Beside<TBeside>(string name)
    {
        var resource = $"{typeof(TBeside).Namespace}.{name}.lua";
        using var stream = typeof(TBeside).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
