namespace QuickStart;

/// <summary>What a model needs of a photo.</summary>
public sealed class Photo
{
    public string ImagePath { get; set; } = "";

    public string Label { get; set; } = ""; // may stay empty: it is a column of training
}

/// <summary>What a model says of it.</summary>
public sealed class Prediction
{
    public string ImagePath { get; set; } = "";

    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
