namespace Broadcast.Ingest.Media.Avc;

/// <summary>
/// Reads the bits of a NAL unit and leaves out its emulation prevention bytes (ISO/IEC 14496-10, 7.3.1). Past the end it reads zeros and
/// sets <see cref="Overrun"/>.
/// </summary>
internal ref struct AvcBits(ReadOnlySpan<byte> payload)
{
    private readonly ReadOnlySpan<byte> _payload = payload;
    private int _at;
    private int _bit;
    private int _zeros;

    public bool Overrun { get; private set; }

    /// <summary>u(n), at most 32 bits.</summary>
    public uint Bits(int count)
    {
        var value = 0u;
        for (; count > 0; count--)
            value = (value << 1) | Next();
        return value;
    }

    /// <summary>ue(v) (9.1); a number of more than 32 bits sets <see cref="Overrun"/>.</summary>
    public uint Number()
    {
        var zeros = 0;
        while (zeros < 32 && !Overrun && Next() == 0)
            zeros++;
        Overrun |= zeros == 32;
        return Overrun ? 0 : (1u << zeros) - 1 + Bits(zeros);
    }

    /// <summary>se(v) (9.1.1).</summary>
    public int Signed()
    {
        var number = Number();
        return (number & 1) == 1 ? (int)((number >> 1) + 1) : -(int)(number >> 1);
    }

    private uint Next()
    {
        if (_bit == 0 && _at < _payload.Length && _zeros >= 2 && _payload[_at] == 3)
        {
            _at++;
            _zeros = 0;
        }

        if (_at >= _payload.Length)
        {
            Overrun = true;
            return 0;
        }

        var bit = (uint)(_payload[_at] >> (7 - _bit)) & 1;
        if (++_bit == 8)
        {
            _zeros = _payload[_at] == 0 ? _zeros + 1 : 0;
            _bit = 0;
            _at++;
        }

        return bit;
    }
}
