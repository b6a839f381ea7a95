using System.Text;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class A_hash
{
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Is_sha256() => Assert.Equal(OfAbc, Hash.Of("abc"u8).ToString());

    [Fact]
    public void Is_read_back_from_its_text_and_its_bytes()
    {
        var hash = Hash.Of("abc"u8);

        Assert.Equal(hash, Hash.Parse(OfAbc));
        Assert.Equal(hash, Hash.From(hash.ToArray()));
        Assert.Equal(Convert.FromHexString(OfAbc), hash.ToArray());
        Assert.True(hash == Hash.Parse(OfAbc) && hash != Hash.Zero);
        Assert.Equal(new string('0', 64), Hash.Zero.ToString());
    }

    [Fact]
    public void Differs_when_any_bit_differs() =>
        Assert.All(Enumerable.Range(0, 256), bit => Assert.NotEqual(Hash.Parse(OfAbc), Forge.Flip(Hash.Parse(OfAbc), bit)));

    [Fact]
    public void Is_read_only_from_its_own_text() =>
        Assert.All(
            [null, "", "-", OfAbc.ToUpperInvariant(), OfAbc[1..], OfAbc + "0", OfAbc + "\n", " " + OfAbc[1..], "g" + OfAbc[1..],
                "０" + OfAbc[1..]],
            text => Assert.False(Hash.TryParse(text, out _)));

    [Fact]
    public void Throws_for_invalid_input_of_a_caller()
    {
        Assert.Throws<FormatException>(() => Hash.Parse("rubbish"));
        Assert.Throws<ArgumentException>(() => Hash.From(Encoding.ASCII.GetBytes(OfAbc)));
    }
}
