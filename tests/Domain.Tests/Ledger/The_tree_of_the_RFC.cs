using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

/// <summary>The eight inputs, roots and proofs of the Certificate Transparency reference implementation of RFC 6962.</summary>
public sealed class The_tree_of_the_RFC
{
    private const string First = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    private const string FirstTwo = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    private const string FirstFour = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    private const string Second = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string ThirdAndFourth = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private const string LastFour = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
    private const string Fifth = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private const string FifthAndSixth = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private const string LastTwo = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

    private static readonly GrownTree Tree = new(
        from data in new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }
        select MerkleTree.LeafHash(Convert.FromHexString(data)));

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, First)]
    [InlineData(2, FirstTwo)]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, FirstFour)]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Has_its_roots(int size, string root)
    {
        Assert.Equal(root, MerkleTree.RootOf(Tree.LeafHashes.AsSpan(0, size)).ToString());
        Assert.Equal(root, Tree.Roots[size].ToString());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8, Second, ThirdAndFourth, LastFour)]
    [InlineData(5, 8, Fifth, LastTwo, FirstFour)]
    [InlineData(2, 3, FirstTwo)]
    [InlineData(1, 5, First, ThirdAndFourth, Fifth)]
    public void Has_its_inclusion_proofs(int index, int size, params string[] expected)
    {
        var proof = InclusionProof.Prove(index, size, Tree.Node);

        Assert.Equal(expected, proof.Select(hash => hash.ToString()));
        Assert.True(InclusionProof.VerifyLeafHash(Tree.LeafHashes[index], index, size, proof, Tree.Roots[size]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8, Second, ThirdAndFourth, LastFour)]
    [InlineData(6, 8, FifthAndSixth, LastTwo, FirstFour)]
    [InlineData(2, 5, ThirdAndFourth, Fifth)]
    public void Has_its_consistency_proofs(int first, int second, params string[] expected)
    {
        var proof = ConsistencyProof.Prove(first, second, Tree.Node);

        Assert.Equal(expected, proof.Select(hash => hash.ToString()));
        Assert.True(ConsistencyProof.Verify(first, Tree.Roots[first], second, Tree.Roots[second], proof));
    }
}
