using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Load.Dialects;

/// <summary>
/// Guests' tickets, signed here with the key that the servers were given (RFC 7515): the limits on asking Api for tickets are not what is
/// measured.
/// </summary>
internal sealed class Tickets(string key)
{
    private static readonly string Header = Base64Url.EncodeToString("{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\"}"u8);

    private readonly byte[] _key = Convert.FromBase64String(key);

    public string Of(int index)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = Encoding.UTF8.GetBytes(
            $"{{\"iss\":\"livefestival\",\"aud\":\"livefestival\",\"iat\":{now},\"exp\":{now + 43_200},"
            + $"\"sub\":\"guest:load{index:x8}\",\"name\":\"viewer {index}\",\"roles\":[],\"stages\":[],\"sid\":\"load{index:x8}\"}}");
        var text = $"{Header}.{Base64Url.EncodeToString(claims)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(text)))}";
    }
}
