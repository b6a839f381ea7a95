namespace MentorshipFlow.Programmes.Surveys;

/// <summary>Hides small numbers of one line of a table so that they cannot be worked out from its total.</summary>
public static class SmallCells
{
    // Two numbers that are just too large to be hidden.
    private const int LeastHidden = 2 * SurveySummary.Least;

    /// <summary>The cells with null for hidden ones; null if the total itself would give a hidden cell away.</summary>
    /// <remarks>
    /// Cells of 1 and 2 are hidden, and with them the first larger ones of the line, until at least one larger cell and
    /// <see cref="LeastHidden"/> persons are hidden. The choice follows the place of a cell, not its size: if the smallest cell
    /// was taken, the shown ones would say how large it can be.
    /// </remarks>
    public static IReadOnlyList<int?>? Hide(IReadOnlyList<int> cells)
    {
        var hidden = cells.Select(IsSmall).ToArray();
        if (!hidden.Contains(true)) return [.. cells.Select(c => (int?)c)];
        var (sum, larger) = (cells.Where(IsSmall).Sum(), 0);
        for (var i = 0; i < cells.Count && (larger == 0 || sum < LeastHidden); i++)
        {
            if (cells[i] < SurveySummary.Least) continue;
            (hidden[i], sum, larger) = (true, sum + cells[i], larger + 1);
        }

        return larger == 0 || sum < LeastHidden ? null : [.. cells.Select((c, i) => hidden[i] ? (int?)null : c)];
    }

    /// <summary>Whether a number is about so few that it is hidden; nobody is no secret.</summary>
    public static bool IsSmall(int count) => count is > 0 and < SurveySummary.Least;
}
