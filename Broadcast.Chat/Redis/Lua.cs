namespace Broadcast.Chat.Redis;

/// <summary>Reads the embedded <c>.lua</c> files. The client sends a script's text once a server and its digest from then on.</summary>
internal static class Lua
{
    /// <summary>The script <c>name</c>.lua of the folder that <typeparamref name="TBeside"/> lies in.</summary>
    public static string Beside<TBeside>(string name)
    {
        var resource = $"{typeof(TBeside).Namespace}.{name}.lua";
        using var stream = typeof(TBeside).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
