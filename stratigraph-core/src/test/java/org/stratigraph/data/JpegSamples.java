package org.stratigraph.data;

import java.util.Base64;

/**
 * Small JPEG files, written by Pillow 9.4.0 (libjpeg-turbo 2.1) from the levels of {@link
 * Formula}-like patterns. The sums of their pixels in the tests are Pillow's too.
 */
final class JpegSamples {
  /** 24 x 17, YCbCr without subsampling, with a JFIF segment of 18 bytes at its start. */
  static final byte[] COLOUR =
      decode(
          "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsj"
              + "HBYWICwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgo"
              + "KCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wAARCAARABgDAREAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAA"
              + "AAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAk"
              + "M2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKT"
              + "lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QA"
              + "HwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdh"
              + "cRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hp"
              + "anN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk"
              + "5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDzPSrVLG1+zQKNxAkkOM5A5C4Hq2304x68N1PbS5ou0dl0u+st"
              + "ekVd+u+tkYUG4wVSXW+29krya6badb3fY6C2Z8osbh96gFpBncDgkMGHAYjdkdCT71clJ3lZ6X239Vq07bSTb1Se"
              + "jsn0OMvher3ttzWvdK3WLvbe62VtH0losKpF9mjUJFuMamTzQhyPug/KvfOR/KoUEneVtd2ouN/VvV+XKr3XQTTU"
              + "fe5raL3tPJWV3zPtqkuulzz2yT7KwWdpAEQMzKxLb2BYk8ZBChj1549qHUnO0tFfZdFHZLpdN7vok+mhpN80pWTs"
              + "rJLy0k9Lpa/D/wAC50FmW8sec86sH2uyjfsYDGGHJ7ZGc8MOmKm1OXZp9JdbvutmlpJ7O19b6ZWSlbl5kt/5r9JJ"
              + "6b211Wqdm3e/QWDFQrSGaZDlVaXEYfGD0x90ckk8D3zg3U5ZNz0stHu7f9vPe/RRtdXu0lcr2Kqu8lZebvJrte75"
              + "V3s3ddtjjLX/AI/r7/ff/wBJzUT+F/L8jiw/8WP/AHE/9LR0vh7/AJD+q/8AXKL+tE/tev8AmGF/5cf4H/7Ya2qf"
              + "8hOb/rjbf+jhUS2j6fqzpofHV/xf+2xP/9k=");

  /** 24 x 17, YCbCr, chroma halved both ways, progressive. */
  static final byte[] PROGRESSIVE =
      decode(
          "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0"
              + "KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7"
              + "Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wgARCAARABgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAA"
              + "AAQFA//EABYBAQEBAAAAAAAAAAAAAAAAAAEAA//aAAwDAQACEAMQAAAByKpqYqE59gZ9gaf/xAAcEAACAQUBAAAA"
              + "AAAAAAAAAAAAAQIDERIhMjP/2gAIAQEAAQUCgsUhWFoREXVP1l3/AP/EABgRAAMBAQAAAAAAAAAAAAAAAAABEaHw"
              + "/9oACAEDAQE/AZCUXYI//8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAgEBPwEf/8QAHRAAAgEEAwAAAAAAAAAA"
              + "AAAAAAEhAhARQXGx8P/aAAgBAQAGPwLCtBJOTbKvaKx8Ls//xAAeEAACAgICAwAAAAAAAAAAAAABEQAhMUFhoRBR"
              + "8f/aAAgBAQABPyEK7kxqRbG4oBaGLag+6ho7+TGwXatGckadOdgx1B4i/9oADAMBAAIAAwAAABAfCL3/xAAeEQAB"
              + "AwQDAAAAAAAAAAAAAAAAATHwEUGBsVGh0f/aAAgBAwEBPxBGJJyVsTtfNlmA3K7P/8QAGhEAAgMBAQAAAAAAAAAA"
              + "AAAAAAERgfBBof/aAAgBAgEBPxCdtY4XFY96M//EAB8QAQEAAQUBAAMAAAAAAAAAAAERIQAxQVFh8HGRsf/aAAgB"
              + "AQABPxCJlZhtmx+51j86dAcBc6O40wKW8K+6ElKyz2bcHO+rQRAVo0LexyfdNihghgEify3c60kBSKKeB62OVwe2"
              + "P3O+vv8AuvsdNf/Z");

  /** 16 x 12, grey. */
  static final byte[] GREY =
      decode(
          "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZG"
              + "NywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wAALCAAMABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcI"
              + "CQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcY"
              + "GRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKj"
              + "pKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AKOl"
              + "Wy6bpaYDbpyzSKgO8woNz7TkDJ+UYJ5DH8LkqXJIh3rPI67jE67BcjnzVA2jDK4cg8n5jgbQQbz26m7iQPKqi0hw"
              + "quQBvn2t+YAB9RxVaGBZNQWzkLMrWcd6Jc/vBMBGNwbrk5B+oGMc5//Z");

  /** 16 x 12, four inks, with an Adobe segment. */
  static final byte[] CMYK =
      decode(
          "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMc"
              + "HCg3KSwwMTQ0NB8nOT04MjwuMzQy/8AAFAgADAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAAB"
              + "AgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNi"
              + "coIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SV"
              + "lpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4E"
              + "QwBNAFkASwAAPwDW8QX7a/4gkyYyloqJC8rL5a3MrbIt4IJwPnYFRkFAfQGMarNrN3FrN3PItu7vbWyIxjfbt/fz"
              + "KzfKQsfmKOGyd3GVGVkE0ASbU0kvdSKhroRZkW0jYHECFSCZZD8hZTnk7chWLPxb/wBlO8d3PLDeEQPdzkq92Rjc"
              + "qbQTHbqQWdhk8EZJXKZdvLYqGuvKktIYn2LcxN5rWJwv2eQkuSUeIxqVOB8gyQ5BFyOFiJTPBIrwu0i2toVi3lAy"
              + "kwmMkNLDvaPa2QyqmF+6rV7KTTooooZhBEzzJl5Q0NuZAT8m5AGTCfNG4UFo22fMBkV4nW81TyroXdxIkA85tjSM"
              + "HZzlxA+HB/eSDMbZRzKCdqqKyYr51064lMUDyNqN1ud4wSfLtN8eT/ssSw9CcjmoNf1B4tR1ALBB5cE1hZRw7P3a"
              + "wPKd0ez7u0+WgxjoMdCamtNNtm/sq0ZNzajYQXs9w3MnnSPCoYE8fIJW2AghT82N2SaP9rTy2d1LNHBJG001mtu0"
              + "QEaRQW3moigYwpYrlc7SEUEYHN64u5INGk1OJY0dNTm0owBf3DWxMzBDH0wMEADAwxBzxhzwWlr4yfRGsoJrVImO"
              + "+QESFxPIhcOpBVmESbtu3cQSRycusbyZrPWrm1b7DNo9h9qtWtPl/wCXYSmMg5zHvJO0Y25IXaCQbVzfTRaLd6gT"
              + "5ivqx0820xMkaoiSorruJZZAiKoYMOBnqSa//9k=");

  private JpegSamples() {}

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text);
  }
}
